/** Signing in to a team's server with a token, and what one's role may do there. */
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { signIn, signOut } from "../planner/access.ts";
import type { Caller } from "../planner/access.ts";
import { say } from "../state/session.ts";
import { useApp } from "../state/store.ts";

const MAY: Readonly<Record<Caller["role"], string>> = {
  viewer:
    "A viewer reads what the server holds; asking it for plans needs the role planner. Levers plan in this browser all the same.",
  planner: "A planner has the server plan.",
  admin: "An administrator has the server plan, and makes and revokes tokens.",
};

function TokenForm({ onDone }: { onDone: () => void }): ReactNode {
  const [token, setToken] = useState("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const found = await signIn(token);
    setBusy(false);
    if (typeof found === "string") {
      setFault(found);
      return;
    }
    setToken("");
    setFault("");
    useApp.setState({ access: found });
    if (found.state === "open") say(`Signed in as ${found.caller.actor}.`);
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>
        This page comes from a team's server. With a token it also has the server plan; without one
        everything is planned in this browser.
      </p>
      <label htmlFor="token">Token</label>
      <input
        id="token"
        type="password"
        autoComplete="current-password"
        spellCheck={false}
        value={token}
        aria-invalid={fault !== ""}
        aria-describedby="token-fault"
        onChange={({ target }) => {
          setToken(target.value);
        }}
      />
      <p id="token-fault" className={fault ? "fault" : "note"} role={fault ? "alert" : undefined}>
        {fault ||
          "An administrator makes one with firmwatt token create. It is sent once and not kept."}
      </p>
      <p className="buttons">
        <button type="submit" className="primary" disabled={busy || token.trim() === ""}>
          Sign in
        </button>
      </p>
    </form>
  );
}

function SignedIn({ caller, onDone }: { caller: Caller; onDone: () => void }): ReactNode {
  const leave = async () => {
    const access = await signOut();
    useApp.setState({ access });
    say("Signed out.");
    onDone();
  };
  return (
    <>
      <p>
        Signed in as <b>{caller.actor}</b>, {caller.role} of the workspace {caller.workspace}.
      </p>
      <p className="note">{MAY[caller.role]}</p>
      <p className="buttons">
        <button type="button" onClick={() => void leave()}>
          Sign out
        </button>
      </p>
    </>
  );
}

/** Nothing where no token is wanted. */
export function SignIn(): ReactNode {
  const access = useApp((state) => state.access);
  const box = useRef<HTMLDialogElement>(null);
  const known = access.state === "open" ? access : undefined;
  if (access.state === "none" || (known && !known.signedIn)) return null;
  const close = () => box.current?.close();
  return (
    <>
      <button type="button" onClick={() => box.current?.showModal()}>
        {known ? `${known.caller.actor} · ${known.caller.role}` : "Sign in"}
      </button>
      <dialog ref={box} className="sign-in" aria-labelledby="sign-in-title">
        <div className="inside">
          <button type="button" className="close" onClick={close}>
            Close
          </button>
          <h2 id="sign-in-title">{known ? "The server" : "Sign in to the server"}</h2>
          {known ? <SignedIn caller={known.caller} onDone={close} /> : <TokenForm onDone={close} />}
        </div>
      </dialog>
    </>
  );
}
