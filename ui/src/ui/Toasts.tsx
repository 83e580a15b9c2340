import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Button, IconButton } from "./Button";
import { classes } from "./classes";
import styles from "./Toasts.module.css";

export interface ToastContent {
  tone: "accent" | "attention" | "wrong" | "fact";
  title: string;
  text?: string;
  action?: { label: string; onPress: () => void };
}

interface Toast extends ToastContent {
  id: number;
}

/** Shows a toast. What must not be missed belongs into the page, not here. */
export type ShowToast = (toast: ToastContent) => void;

const ICONS = { accent: CircleCheck, attention: TriangleAlert, wrong: CircleAlert, fact: Info } as const;
const SHOWN_AT_ONCE = 4;
const DURATION = 7_000;

const ToastContext = createContext<ShowToast | null>(null);

/** How to show a toast, inside a `ToastProvider`. */
export function useToast(): ShowToast {
  const show = useContext(ToastContext);
  if (!show) throw new Error("useToast needs a ToastProvider above it");
  return show;
}

export interface ToastProviderProps {
  regionLabel: string;
  closeLabel: string;
  children: ReactNode;
}

/** Holds the toasts and the polite region that they appear in. */
export function ToastProvider({ regionLabel, closeLabel, children }: ToastProviderProps) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(1);
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback<ShowToast>((content) => {
    const toast = { ...content, id: nextId.current++ };
    setToasts((all) => [...all, toast].slice(-SHOWN_AT_ONCE));
  }, []);
  const region = useMemo(
    () => (
      <section className={styles.region} aria-label={regionLabel}>
        {/* The live region exists before its first toast: one that comes with its text is not read out. */}
        <ol className={styles.list} aria-live="polite" aria-relevant="additions">
          {toasts.map((toast) => (
            <ToastCard key={toast.id} toast={toast} closeLabel={closeLabel} onClose={close} />
          ))}
        </ol>
      </section>
    ),
    [toasts, regionLabel, closeLabel, close],
  );
  return (
    <ToastContext value={show}>
      {children}
      {region}
    </ToastContext>
  );
}

interface ToastCardProps {
  toast: Toast;
  closeLabel: string;
  onClose: (id: number) => void;
}

function ToastCard({ toast, closeLabel, onClose }: ToastCardProps) {
  const [held, setHeld] = useState(false);
  const Icon = ICONS[toast.tone];
  // Errors and offers stay until they are closed, the rest goes unless somebody is reading it.
  const stays = held || toast.tone === "wrong" || toast.action !== undefined;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => onClose(toast.id), DURATION);
    return () => clearTimeout(timer);
  }, [stays, toast.id, onClose]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- being looked at is no action
    <li
      className={classes(styles.toast, styles[toast.tone])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={16} aria-hidden />
      <div className={styles.words}>
        <div className={styles.title}>{toast.title}</div>
        {toast.text && <div className={styles.text}>{toast.text}</div>}
        {toast.action && (
          <div className={styles.action}>
            <Button
              variant="link"
              onPress={() => {
                toast.action?.onPress();
                onClose(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          </div>
        )}
      </div>
      <IconButton
        size="small"
        label={closeLabel}
        hideTooltip
        icon={<X size={14} />}
        onPress={() => onClose(toast.id)}
      />
    </li>
  );
}
