import { readModelName, type ModelName } from "./model-name.ts";

/**
 * Why an invoice's model and one of ours are held to be the same, from the strongest to the weakest:
 * `exact` the same text; `spelling` the same but for case, separators, a route in front or the way a date is written;
 * `given` said on the command line; `snapshot` one is an alias and the other a dated version of it.
 */
export const JOIN_GROUNDS = ["exact", "spelling", "given", "snapshot"] as const;
export type JoinGround = (typeof JOIN_GROUNDS)[number];

/** Models that are compared as one; a group with one empty side is left over. null = no model is named. */
export interface ModelGroup {
  /** What it is shown as: the invoice's name, or ours where the invoice has none. */
  readonly name: string | null;
  readonly invoice: readonly (string | null)[];
  readonly ours: readonly (string | null)[];
  /** The weakest ground of the group; null where nothing was joined. */
  readonly ground: JoinGround | null;
}

type Side = "invoice" | "ours";
interface Node {
  readonly side: Side;
  readonly model: string | null;
  readonly name: ModelName | null;
  group: Group;
}
interface Group {
  nodes: Node[];
  ground: JoinGround | null;
}

/**
 * Joins the models of both sides. What is written alike is joined first; then what is left over on either side is tried
 * by family. A dated model joins only an alias, never another date: two snapshots of one family have two prices. An
 * alias joins every snapshot of its family on the other side, because which of them it meant changed over time.
 *
 * @param given the invoice's name -> our name, from the command line
 */
export function joinModels(
  invoice: Iterable<string | null>,
  ours: Iterable<string | null>,
  given: ReadonlyMap<string, string>,
): ModelGroup[] {
  const left = nodesOf("invoice", invoice);
  const right = nodesOf("ours", ours);
  joinWhere(left, right, "given", (a, b) => a.model !== null && given.get(a.model) === b.model);
  joinLeftOver(left, right, "exact", (a, b) => a.model === b.model);
  joinLeftOver(left, right, "spelling", (a, b) => a.name !== null && a.name.plain === b.name?.plain);
  joinLeftOver(left, right, "snapshot", isAliasPair);
  return groupsOf([...left, ...right]).map(modelGroup);
}

/** What is left over on either side may join what is already joined: a second spelling of the same model. */
function joinLeftOver(
  left: readonly Node[],
  right: readonly Node[],
  ground: JoinGround,
  isSame: (a: Node, b: Node) => boolean,
): void {
  const [restLeft, restRight] = [leftOver(left), leftOver(right)];
  joinWhere(restLeft, right, ground, isSame);
  joinWhere(restRight, left, ground, isSame);
}

function nodesOf(side: Side, models: Iterable<string | null>): Node[] {
  return [...new Set(models)].map((model) => {
    const group: Group = { nodes: [], ground: null };
    const node: Node = { side, model, name: model === null ? null : readModelName(model), group };
    group.nodes.push(node);
    return node;
  });
}

function leftOver(nodes: readonly Node[]): Node[] {
  return nodes.filter(({ group }) => group.nodes.length === 1);
}

function joinWhere(
  left: readonly Node[],
  right: readonly Node[],
  ground: JoinGround,
  isSame: (a: Node, b: Node) => boolean,
): void {
  for (const a of left) for (const b of right) if (isSame(a, b)) merge(a.group, b.group, ground);
}

/** One of the two is an alias without a date, and they are of one family. */
function isAliasPair(a: Node, b: Node): boolean {
  if (a.name === null || b.name === null) return false;
  return a.name.family === b.name.family && (a.name.snapshot === null) !== (b.name.snapshot === null);
}

function merge(into: Group, from: Group, ground: JoinGround): void {
  into.ground = weakest([into.ground, from.ground, ground]);
  if (into === from) return;
  for (const node of from.nodes) {
    node.group = into;
    into.nodes.push(node);
  }
}

function weakest(grounds: readonly (JoinGround | null)[]): JoinGround | null {
  const ranks = grounds.map((ground) => (ground === null ? -1 : JOIN_GROUNDS.indexOf(ground)));
  return JOIN_GROUNDS[Math.max(...ranks)] ?? null;
}

function groupsOf(nodes: readonly Node[]): Group[] {
  return [...new Set(nodes.map(({ group }) => group))];
}

function modelGroup({ nodes, ground }: Group): ModelGroup {
  const of = (side: Side) =>
    nodes
      .filter((node) => node.side === side)
      .map(({ model }) => model)
      .toSorted((a, b) => (a ?? "").localeCompare(b ?? ""));
  const [invoice, ours] = [of("invoice"), of("ours")];
  return { name: shownName(invoice, ours, nodes), invoice, ours, ground };
}

/** One name of the invoice, else the family that all of them belong to. */
function shownName(
  invoice: readonly (string | null)[],
  ours: readonly (string | null)[],
  nodes: readonly Node[],
): string | null {
  const [only, ...more] = invoice.length > 0 ? invoice : ours;
  if (more.length === 0) return only ?? null;
  const families = new Set(nodes.map(({ name }) => name?.family));
  return families.size === 1 ? (nodes[0]?.name?.family ?? null) : (only ?? null);
}
