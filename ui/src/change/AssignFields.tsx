import { useEffect, useRef, useState } from "react";
import { type FieldPath, useController, useFormState, useWatch } from "react-hook-form";
import { type MessageId, useText } from "@/i18n";
import { type LicenseRow, type PersonSuggestion, usePeopleSuggestions } from "@/platform";
import { ProblemCallout } from "@/problems";
import {
  Callout,
  type Choice,
  ComboBox,
  ProductTile,
  Select,
  Switch,
  TextField,
  type TextFieldProps,
  TwoLines,
} from "@/ui";
import { productName, teamName } from "./words/names";
import { useWords, type Words } from "./words/useWords";
import { type AssignForm, type AssignValues, productKey, teamKey } from "./assignForm";
import styles from "./Change.module.css";
import { focusFirstInvalid } from "./focus";
import type { ChangeFlow } from "./useChangeFlow";

export interface AssignFieldsProps {
  flow: ChangeFlow;
  /** The license, where one was chosen. */
  license: LicenseRow | null;
}

/** The fields of the form: which license, who, and what the person is told. */
export function AssignFields({ flow, license }: AssignFieldsProps) {
  const { form } = flow;
  const fields = useFocusOnError(form);
  return (
    <div ref={fields} className={styles.form}>
      {license && <GivenLicense license={license} />}
      <PersonFields form={form} seats={flow.seats.all} />
      {!license && <SeatFields flow={flow} />}
      <MailFields form={form} />
    </div>
  );
}

/** After a try to go on, the focus goes to the first field that is wrong, once its error is drawn. */
function useFocusOnError(form: AssignForm) {
  const fields = useRef<HTMLDivElement>(null);
  const { submitCount } = useFormState({ control: form.control });
  const before = useRef(submitCount);
  useEffect(() => {
    if (submitCount > before.current && fields.current) focusFirstInvalid(fields.current);
    before.current = submitCount;
  }, [submitCount]);
  return fields;
}

function GivenLicense({ license }: { license: LicenseRow }) {
  const words = useWords();
  const note = license.team
    ? words.text("licenses.details.subtitle", { id: license.id, team: teamName(words, license.team) })
    : license.id;
  return (
    <div className={styles.given}>
      <TwoLines
        leading={<ProductTile code={license.product.code} />}
        primary={productName(words, license.product)}
        secondary={note}
      />
    </div>
  );
}

/** The message of a field: a message id from the schema, or the vendor's refusal in words. */
function useField<Name extends FieldPath<AssignValues>>(form: AssignForm, name: Name) {
  const text = useText();
  const { field, fieldState } = useController({ control: form.control, name });
  const { error } = fieldState;
  const isOwn = error?.type === "vendor" || error?.type === "gone";
  const message = error?.message;
  return { field, error: message ? (isOwn ? message : text(message as MessageId)) : null };
}

function SeatFields({ flow }: { flow: ChangeFlow }) {
  const words = useWords();
  const { text } = words;
  const { form, seats } = flow;
  const product = useField(form, "product");
  const team = useField(form, "team");
  if (seats.problem) return <ProblemCallout problem={seats.problem} live="polite" />;
  if (!seats.isReading && seats.all.length === 0) {
    return (
      <Callout tone="attention" title={text("licenses.assign.noSeats")}>
        {text("licenses.assign.noSeatsNext")}
      </Callout>
    );
  }
  const inProduct = seats.all.filter((seat) => productKey(seat) === product.field.value);
  const chooseProduct = (id: string) => {
    product.field.onChange(id);
    const [first, ...others] = seats.all.filter((seat) => productKey(seat) === id);
    const keepsTeam = [first, ...others].some((seat) => seat && teamKey(seat) === team.field.value);
    // Where there is no choice, nobody has to make one.
    if (!keepsTeam) form.setValue("team", first && others.length === 0 ? teamKey(first) : "");
  };
  return (
    <div className={styles.pair}>
      <Select
        label={text("licenses.column.product")}
        placeholder={text("licenses.assign.chooseProduct")}
        choices={productChoices(words, seats.all)}
        value={product.field.value || null}
        onChange={chooseProduct}
        error={product.error}
      />
      <Select
        label={text("licenses.column.team")}
        placeholder={text("licenses.assign.chooseTeam")}
        choices={inProduct.map((seat) => ({
          id: teamKey(seat),
          label: seat.team ? teamName(words, seat.team) : text("licenses.team.none"),
          description: text("licenses.assign.free", { count: seat.count }),
        }))}
        value={team.field.value || null}
        onChange={team.field.onChange}
        error={product.field.value ? team.error : null}
        isDisabled={!product.field.value}
      />
    </div>
  );
}

function productChoices(words: Words, seats: ChangeFlow["seats"]["all"]): Choice[] {
  const counts = new Map<string, { label: string; code: string; count: number }>();
  for (const seat of seats) {
    const key = productKey(seat);
    const before = counts.get(key)?.count ?? 0;
    counts.set(key, {
      label: productName(words, seat.product),
      code: seat.product.code,
      count: before + seat.count,
    });
  }
  return [...counts]
    .map(([id, { label, code, count }]) => ({
      id,
      label,
      description: words.text("licenses.assign.free", { count }),
      leading: <ProductTile code={code} size="small" />,
    }))
    .toSorted((one, other) => one.label.localeCompare(other.label, words.intl.locale));
}

interface PersonFieldsProps {
  form: AssignForm;
  seats: ChangeFlow["seats"]["all"];
}

function PersonFields({ form, seats }: PersonFieldsProps) {
  const words = useWords();
  const { text } = words;
  const email = useField(form, "email");
  const firstName = useField(form, "firstName");
  const lastName = useField(form, "lastName");
  const [typed, setTyped] = useState("");
  const people = usePeopleSuggestions(typed);
  const suggestions = (typed.trim() === "" ? [] : (people.data ?? [])).map((person) => ({
    id: person.email,
    label: [person.firstName, person.lastName].filter(Boolean).join(" ") || person.email,
    description: describePerson(words, person, seats),
    person,
  }));
  const choose = ({ email: chosen, firstName, lastName }: PersonSuggestion) => {
    setTyped("");
    const options = { shouldValidate: form.formState.isSubmitted };
    form.setValue("email", chosen, options);
    if (firstName) form.setValue("firstName", firstName, options);
    if (lastName) form.setValue("lastName", lastName, options);
  };
  return (
    <>
      <ComboBox
        label={text("licenses.assign.email")}
        inputMode="email"
        autoFocus
        value={email.field.value}
        onChange={(value) => {
          email.field.onChange(value);
          setTyped(value);
        }}
        onBlur={email.field.onBlur}
        suggestions={suggestions}
        onChoose={(choice) => choose(choice.person)}
        loadingLabel={people.isFetching && typed ? text("licenses.assign.looking") : null}
        help={text("licenses.assign.emailHelp")}
        error={email.error}
      />
      <div className={styles.pair}>
        <TextField
          label={text("licenses.assign.firstName")}
          {...pick(firstName.field)}
          error={firstName.error}
        />
        <TextField
          label={text("licenses.assign.lastName")}
          {...pick(lastName.field)}
          error={lastName.error}
        />
      </div>
    </>
  );
}

type TextControl = Pick<TextFieldProps, "value" | "onChange" | "onBlur" | "name">;

function pick({ value, onChange, onBlur, name }: Required<TextControl>): TextControl {
  return { value, onChange, onBlur, name };
}

/** "ann@example.com · has WebStorm, Rider". */
function describePerson(words: Words, person: PersonSuggestion, seats: ChangeFlow["seats"]["all"]): string {
  const nameOf = (code: string) => {
    const seat = seats.find(({ product }) => product.code === code);
    return productName(words, seat?.product ?? { code, name: "" });
  };
  const products = words.intl.formatList([...new Set(person.products.map(nameOf))], { type: "unit" });
  const holds = products ? words.text("licenses.assign.holds", { products }) : "";
  return [person.firstName || person.lastName ? person.email : "", holds].filter(Boolean).join(" · ");
}

function MailFields({ form }: { form: AssignForm }) {
  const text = useText();
  const sendEmail = useField(form, "sendEmail");
  const offlineCode = useField(form, "includeOfflineCode");
  const isMailed = useWatch({ control: form.control, name: "sendEmail" });
  return (
    <div className={styles.switches}>
      <Switch
        isSelected={sendEmail.field.value}
        onChange={sendEmail.field.onChange}
        description={text("licenses.assign.sendEmailMeans")}
      >
        {text("licenses.assign.sendEmail")}
      </Switch>
      <Switch
        isSelected={isMailed && offlineCode.field.value}
        isDisabled={!isMailed}
        onChange={offlineCode.field.onChange}
        description={text(
          isMailed ? "licenses.assign.offlineCodeMeans" : "licenses.assign.offlineCodeNeedsMail",
        )}
      >
        {text("licenses.assign.offlineCode")}
      </Switch>
    </div>
  );
}
