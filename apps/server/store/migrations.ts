/** The store's tables, step by step. A step that has been released is never changed; new ones follow. */
import { sql } from "kysely";
import type { Kysely, Migration } from "kysely";

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const statements = `
      create table workspaces (id text primary key, name text not null, created_at timestamptz not null default now());
      create table tokens (
        id uuid primary key default gen_random_uuid(), name text not null, secret_hash text not null unique,
        role text not null check (role in ('viewer', 'planner', 'admin')),
        workspace text not null references workspaces(id),
        created_at timestamptz not null default now(), last_used_at timestamptz, revoked_at timestamptz);
      create table scenarios (
        hash text primary key, name text not null, text text not null, files jsonb not null,
        created_at timestamptz not null default now());
      create table scenario_owners (
        workspace text not null references workspaces(id), scenario text not null references scenarios(hash),
        created_by text not null, created_at timestamptz not null default now(), primary key (workspace, scenario));
      create table files (hash text primary key, bytes bytea not null, created_at timestamptz not null default now());
      create table file_owners (
        workspace text not null references workspaces(id), file text not null references files(hash),
        name text not null, created_at timestamptz not null default now(), primary key (workspace, file));
      create table batches (
        id uuid primary key, workspace text not null references workspaces(id),
        kind text not null check (kind in ('sweep', 'ranking')), name text not null,
        scenario text not null references scenarios(hash), settings jsonb not null, total int not null,
        created_by text not null, created_at timestamptz not null default now());
      create table results (
        hash text primary key, status text not null, summary jsonb not null, body bytea not null,
        created_at timestamptz not null default now());
      create table result_files (
        result text not null references results(hash), name text not null, type text not null,
        packed boolean not null, body bytea not null, primary key (result, name));
      create table answers (
        request_hash text not null, program text not null, result text not null references results(hash),
        seconds double precision not null, created_at timestamptz not null default now(),
        primary key (request_hash, program));
      create table plans (
        id uuid primary key, workspace text not null references workspaces(id),
        batch uuid references batches(id), position int not null, label text not null,
        scenario text not null references scenarios(hash), request jsonb not null, request_hash text not null,
        state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
        progress jsonb, result text references results(hash), reason text,
        cancel_asked boolean not null default false, worker text, attempts int not null default 0,
        created_by text not null, created_at timestamptz not null default now(),
        started_at timestamptz, heartbeat_at timestamptz, finished_at timestamptz);
      create index plans_by_workspace on plans (workspace, created_at desc, id) where batch is null;
      create index plans_by_batch on plans (batch, position) where batch is not null;
      create index plans_running on plans (heartbeat_at) where state = 'running';
      create index plans_by_request on plans (request_hash);
      create table audit (
        id bigint generated always as identity primary key, at timestamptz not null default now(),
        workspace text not null, actor text not null, action text not null, subject text not null,
        detail jsonb not null);
      create index audit_by_workspace on audit (workspace, id desc);
      insert into workspaces (id, name) values ('local', 'Local');`;
    for (const statement of statements.split(";").filter((part) => part.trim() !== ""))
      await sql.raw(statement).execute(db);
  },
};

const waiting: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index plans_waiting on plans (workspace) where state = 'queued'`.execute(db);
  },
};

const sessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table sessions (
      secret_hash text primary key, token uuid not null references tokens(id) on delete cascade,
      created_at timestamptz not null default now(), expires_at timestamptz not null)`.execute(db);
  },
};

export const migrations: Readonly<Record<string, Migration>> = {
  "0001-first": first,
  "0002-waiting": waiting,
  "0003-sessions": sessions,
};
