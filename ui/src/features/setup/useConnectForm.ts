import { valibotResolver } from "@hookform/resolvers/valibot";
import { useRef, useState } from "react";
import { useForm } from "react-hook-form";
import type { MessageId } from "@/i18n";
import { type AnyProblem, type ConnectedView, type KeepToken, useConnect } from "@/platform";
import type { SecretFieldHandle } from "@/ui";
import { type ConnectFields, connectSchema } from "./customerCode";

/** What stands in the token field, as far as this page knows it: never the token itself. */
export interface TokenState {
  /** Set while a pasted token, which this page never saw, stands in the field. */
  pastedLength: number | null;
  error: MessageId | null;
}

/** The two fields, the call, and what is known of the token without knowing it. */
export function useConnectForm(initialCode: string, onConnected: (connected: ConnectedView) => void) {
  const connect = useConnect();
  const field = useRef<SecretFieldHandle>(null);
  const [token, setToken] = useState<TokenState>({ pastedLength: null, error: null });
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [pendingKeep, setPendingKeep] = useState<KeepToken | null>(null);
  const form = useForm<ConnectFields>({
    defaultValues: { customerCode: initialCode },
    resolver: valibotResolver(connectSchema),
  });

  const refuse = (refusal: AnyProblem) => {
    if (refusal.code === "customerCodeInvalid") {
      form.setError("customerCode", { message: "setup.code.notANumber" satisfies MessageId });
    } else if (refusal.code === "tokenEmpty") {
      setToken({ pastedLength: null, error: "setup.token.missing" });
    } else {
      setProblem(refusal);
    }
  };

  const send = (customerCode: string, keep: KeepToken) => {
    const isPasted = token.pastedLength !== null;
    setProblem(null);
    setPendingKeep(keep);
    connect.mutate(
      {
        customerCode,
        keep,
        readToken: () =>
          isPasted ? { kind: "pasted" } : { kind: "typed", token: field.current?.read() ?? "" },
      },
      {
        onSuccess: (connected) => {
          field.current?.clear();
          onConnected(connected);
        },
        onError: refuse,
        onSettled: () => setPendingKeep(null),
      },
    );
  };

  const submit = (keep: KeepToken) => {
    const isMissing = token.pastedLength === null && !field.current?.read().trim();
    setToken((before) => ({ ...before, error: isMissing ? "setup.token.missing" : null }));
    return form.handleSubmit(({ customerCode }) => {
      form.setValue("customerCode", customerCode);
      if (isMissing) field.current?.focus();
      else send(customerCode, keep);
    })();
  };

  return { form, field, token, setToken, problem, pendingKeep, submit };
}

export type ConnectForm = ReturnType<typeof useConnectForm>;
