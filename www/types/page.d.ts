// What the page's scripts give each other and the page's program.

interface Window {
  /** What is said before the program and its messages are there. `boot-strings.js` makes it. */
  handlensFirst: {
    /** BCP 47 tag of the language that the page speaks. */
    tag: string;
    say(key: string, values?: Record<string, unknown>): string;
    keep(tag: string): void;
  };
  /** What this browser lacks; empty where all is there. `feature-detect.js` makes it. */
  handlensMissing: string[];
  /** What the page's program calls. `bootstrap.js` makes it. */
  handlens: Record<string, unknown>;
  trustedTypes?: { createPolicy(name: string, rules: Record<string, (text: string) => string | null>): unknown };
}

declare module '*/page.js' {
  export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}
