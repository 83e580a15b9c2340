import { Controller } from "react-hook-form";
import { type MessageId, useText } from "@/i18n";
import { type ConnectedView, type OrganizationView, useConnectDemo } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, TextField } from "@/ui";
import styles from "./Setup.module.css";
import { TokenField } from "./TokenField";
import { useConnectForm } from "./useConnectForm";

export interface ConnectFormProps {
  /** The organization whose token is entered anew. */
  organization?: OrganizationView | undefined;
  onConnected: (connected: ConnectedView) => void;
  onDemo: () => void;
}

/** Customer code and token; one message above them when it did not work, and they keep their content. */
export function ConnectForm({ organization, onConnected, onDemo }: ConnectFormProps) {
  const text = useText();
  const connect = useConnectForm(organization?.customerCode ?? "", onConnected);
  const demo = useConnectDemo();
  const { form, problem, pendingKeep } = connect;
  const isBusy = pendingKeep !== null || demo.isPending;
  const startDemo = () => demo.mutate(undefined, { onSuccess: onDemo });
  return (
    <form
      className={styles.form}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void connect.submit("keychain");
      }}
    >
      {problem && (
        <ProblemCallout
          problem={problem}
          pending={pendingKeep === "thisRun" ? "keepForThisRun" : null}
          handlers={{
            retry: () => void connect.submit("keychain"),
            retryKeychain: () => void connect.submit("keychain"),
            keepForThisRun: () => void connect.submit("thisRun"),
          }}
        />
      )}
      {demo.error && !problem && <ProblemCallout problem={demo.error} handlers={{ retry: startDemo }} />}
      <Controller
        control={form.control}
        name="customerCode"
        render={({ field, fieldState }) => (
          <TextField
            size="large"
            label={text("setup.code.label")}
            help={text("setup.code.help")}
            inputMode="numeric"
            autoFocus={!organization}
            name={field.name}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            inputRef={field.ref}
            error={fieldState.error?.message && text(fieldState.error.message as MessageId)}
          />
        )}
      />
      <TokenField {...connect} />
      <div className={styles.actions}>
        <Button
          type="submit"
          variant="primary"
          size="large"
          pendingLabel={pendingKeep ? text("setup.connecting") : null}
        >
          {text("setup.connect")}
        </Button>
        {!organization && (
          <Button
            variant="quiet"
            size="large"
            onPress={startDemo}
            pendingLabel={demo.isPending ? text("setup.demo.starting") : null}
          >
            {text("setup.demo")}
          </Button>
        )}
      </div>
      {pendingKeep && (
        <p className={styles.note} role="status">
          {text("setup.checking")}
        </p>
      )}
    </form>
  );
}
