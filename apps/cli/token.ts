/** `firmwatt token`: makes, lists and revokes tokens at the store itself. */
import { record } from "../server/store/audit.ts";
import { openStore } from "../server/store/store.ts";
import { whereStore } from "../server/store/where.ts";
import type { Store } from "../server/store/store.ts";
import { createToken, createWorkspace, listTokens, revokeToken } from "../server/store/tokens.ts";
import type { Role } from "../server/store/tables.ts";

interface TokenArguments {
  readonly name?: string;
  readonly role: string;
  readonly workspace: string;
}

const ROLES: readonly Role[] = ["viewer", "planner", "admin"];
const ACTOR = "command line";

async function create(store: Store, { name, role, workspace }: TokenArguments): Promise<number> {
  const known = ROLES.find((one) => one === role);
  const bad = !name
    ? "--name is missing: say whose token it is"
    : !known
      ? `--role is ${role}; expected ${ROLES.join(", ")}`
      : !/^[a-z0-9][a-z0-9-]{0,62}$/.test(workspace)
        ? `--workspace is ${workspace}; expected small letters, digits and -`
        : undefined;
  if (bad || !name || !known) {
    process.stderr.write(`${bad}\n`);
    return 1;
  }
  await createWorkspace(store.db, workspace, workspace);
  const { id, secret } = await createToken(store.db, { name, role: known, workspace });
  await record(store.db, { workspace, actor: ACTOR }, "token.create", id, { name, role });
  process.stderr.write(`Token ${id} of ${name}, ${role} in ${workspace}. It is shown this once:\n`);
  console.log(secret);
  return 0;
}

export async function runToken(
  action: string,
  id: string | undefined,
  options: TokenArguments,
): Promise<number> {
  const store = await openStore(whereStore(2));
  try {
    if (action === "create") return await create(store, options);
    if (action === "list") {
      for (const token of await listTokens(store.db))
        console.log(
          `${token.id}  ${token.role.padEnd(8)} ${token.workspace.padEnd(20)} ${token.name}${token.revoked_at ? "  revoked" : ""}`,
        );
      return 0;
    }
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? "");
    if (action === "revoke" && isId && (await revokeToken(store.db, id!))) return 0;
    process.stderr.write(
      action === "revoke"
        ? `no valid token ${id ?? ""}; firmwatt token list shows them\n`
        : `token ${action}: expected create, list or revoke\n`,
    );
    return 1;
  } finally {
    await store.close();
  }
}
