import type { PluginDescription } from "./plugin.js";

/** The text of BACKEND_CONFIG: what a plugin is, and what its sessions can do. */
export function announcement(plugin: PluginDescription): string {
  const extraFields = plugin.extraFields ?? [];
  for (const name of extraFields) {
    if (name.trim() === "" || /[\r\n#]/.test(name)) {
      throw new RangeError(`not a name for a registration field: ${JSON.stringify(name)}`);
    }
  }
  const methods = plugin.session.prototype as object;
  const lines = [
    "[registration]",
    `needPassword=${flag(plugin.needsPassword ?? true)}`,
    `needRegistration=${flag(plugin.needsRegistration ?? true)}`,
    ...extraFields.map((name) => `extraField=${name}`),
    "[features]",
    `muc=${flag("joinRoom" in methods)}`,
    `receipts=${flag(plugin.receipts ?? false)}`,
    "rawxml=0",
    `disable_jid_escaping=${flag(!(plugin.escapesNames ?? true))}`,
    `send_buddies_on_login=${flag("contactsKnown" in methods)}`,
    "[extensions]",
    "hello=1",
    "acknowledgement=1",
    `login_token=${flag(plugin.givesTokens ?? false)}`,
  ];
  return lines.join("\n") + "\n";
}

function flag(on: boolean): string {
  return on ? "1" : "0";
}
