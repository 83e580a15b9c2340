import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { ComboBox } from "@/ui";

const PEOPLE = [
  { id: "anna@x.example", label: "Anna Lindqvist", description: "anna@x.example" },
  { id: "marek@x.example", label: "Marek Dvořák", description: "marek@x.example" },
];

function Field() {
  const [value, setValue] = useState("");
  const [chosen, setChosen] = useState("nobody");
  return (
    <>
      <ComboBox
        label="E-mail"
        value={value}
        onChange={setValue}
        suggestions={PEOPLE.filter((person) => person.id.startsWith(value))}
        onChoose={(person) => {
          setValue(person.id);
          setChosen(person.label);
        }}
      />
      <p>{`chosen: ${chosen}`}</p>
    </>
  );
}

test("a suggestion fills in what the owner says, not its label", async () => {
  render(<Field />);
  await userEvent.type(screen.getByRole("combobox", { name: "E-mail" }), "ann");
  await userEvent.click(await screen.findByRole("option", { name: /^Anna Lindqvist/ }));
  expect(screen.getByText("chosen: Anna Lindqvist")).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("combobox").value).toBe("anna@x.example");
  await userEvent.tab();
  expect(screen.getByRole<HTMLInputElement>("combobox").value).toBe("anna@x.example");
});

test("text that nobody suggested stays", async () => {
  render(<Field />);
  await userEvent.type(screen.getByRole("combobox"), "new@x.example");
  await userEvent.tab();
  expect(screen.getByRole<HTMLInputElement>("combobox").value).toBe("new@x.example");
  expect(screen.getByText("chosen: nobody")).toBeTruthy();
});

test("suggestions that come later open the list too", async () => {
  const field = (suggestions: typeof PEOPLE) => (
    <ComboBox
      label="E-mail"
      value="ann"
      onChange={() => {}}
      onChoose={() => {}}
      suggestions={suggestions}
      autoFocus
    />
  );
  const { rerender } = render(field([]));
  expect(screen.queryByRole("option")).toBeNull();
  rerender(field(PEOPLE));
  expect(await screen.findByRole("option", { name: /^Anna Lindqvist/ })).toBeTruthy();
});
