import en from "./messages/en.json";

/** The languages of the app. Each has one file of messages; English is the one that has them all. */
export const languages = { en } as const satisfies Record<string, Messages>;

export type Language = keyof typeof languages;

/** The name of a text. A name that does not exist is a type error, one that nobody uses fails the check. */
export type MessageId = keyof typeof en;

export type Messages = Record<MessageId, string>;
