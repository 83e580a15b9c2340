import { ClipboardPaste } from "lucide-react";
import { useEffect } from "react";
import { useText } from "@/i18n";
import { usePasteToken, usePlatform } from "@/platform";
import { wordsFor } from "@/problems";
import { Button, SecretField } from "@/ui";
import type { ConnectForm } from "./useConnectForm";

/** The API token: typed, or pasted in such a way that this page never sees it. */
export function TokenField({ field, token, setToken }: Pick<ConnectForm, "field" | "token" | "setToken">) {
  const text = useText();
  const paste = usePasteToken();
  const platform = usePlatform();
  const { pastedLength } = token;

  // A pasted token that is not used after all must not stay in memory.
  useEffect(() => () => void platform.forgetPastedToken(), [platform]);

  const forget = () => {
    setToken({ pastedLength: null, error: null });
    void platform.forgetPastedToken();
  };
  const takeFromClipboard = () =>
    paste.mutate(undefined, {
      onSuccess: ({ length }) => {
        field.current?.clear();
        setToken({ pastedLength: length, error: null });
      },
      onError: (problem) => setToken({ pastedLength: null, error: wordsFor(problem).next }),
    });

  return (
    <SecretField
      ref={field}
      size="large"
      label={text("setup.token.label")}
      help={
        pastedLength === null
          ? text("setup.token.help")
          : text("setup.token.pasted", { length: pastedLength })
      }
      error={token.error && text(token.error)}
      revealLabel={text("setup.token.reveal")}
      concealLabel={text("setup.token.conceal")}
      onFilledChange={() => {
        if (token.error) setToken({ pastedLength: null, error: null });
      }}
      held={
        pastedLength === null
          ? null
          : {
              text: "•".repeat(Math.min(pastedLength, 64)),
              clearLabel: text("setup.token.clear"),
              onClear: forget,
            }
      }
      trailing={
        <Button
          size="small"
          icon={<ClipboardPaste size={13} aria-hidden />}
          onPress={takeFromClipboard}
          pendingLabel={paste.isPending ? text("setup.token.pasting") : null}
        >
          {text("setup.token.paste")}
        </Button>
      }
    />
  );
}
