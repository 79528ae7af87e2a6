import process from "node:process";

/**
 * Lets a model be loaded anew when the process gets SIGHUP, which ends it otherwise.
 *
 * @param model What to load anew.
 * @returns Ends that.
 */
export function reloadOnHangUp(
  model: { reload(): Promise<unknown> },
): () => void {
  const reload = () => void model.reload();
  process.on("SIGHUP", reload);
  return () => process.off("SIGHUP", reload);
}
