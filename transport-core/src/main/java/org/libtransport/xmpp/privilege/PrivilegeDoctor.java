package org.libtransport.xmpp.privilege;

import java.util.ArrayList;
import java.util.List;

/** Tells administrators what an XMPP server grants, and what users miss without the rest. */
public final class PrivilegeDoctor {

    private PrivilegeDoctor() {}

    /** What users miss because it is not granted, a sentence for each; empty if nothing is missing. */
    public static List<String> missing(Grant grant) {
        List<String> missing = new ArrayList<>();
        if (!grant.managesRosters()) {
            missing.add(
                    "Rosters cannot be managed (roster = both): each contact has to ask the user for a subscription,"
                            + " and names and groups do not follow the network.");
        }
        if (!grant.sendsMessages()) {
            missing.add("Messages in users' names cannot be sent (message = outgoing): what users say with another"
                    + " program of the network is shown as words of the transport.");
        }
        return missing;
    }

    /** The same with what is granted, in one paragraph. */
    public static String report(String domain, Grant grant) {
        List<String> granted = new ArrayList<>();
        if (grant.managesRosters()) {
            granted.add("to manage rosters" + (grant.hearsRosters() ? " and hear of their changes" : ""));
        }
        if (grant.sendsMessages()) {
            granted.add("to send messages in users' names");
        }
        String said = granted.isEmpty()
                ? domain + " grants the transport nothing that it uses."
                : domain + " allows the transport " + String.join(", and ", granted) + ".";
        List<String> missing = missing(grant);
        return missing.isEmpty()
                ? said
                : said + " " + String.join(" ", missing) + " \"transport snippet\" prints the lines that grant it.";
    }

    /** What all servers grant that have said so, a line for each. */
    public static String report(Privileges privileges) {
        List<String> lines = new ArrayList<>();
        privileges.all().forEach((domain, grant) -> lines.add(report(domain, grant)));
        privileges.refusing().forEach(domain -> lines.add(domain + " was asked for a roster and refused."));
        return lines.isEmpty()
                ? "No XMPP server has granted anything. " + String.join(" ", missing(Grant.NONE))
                        + " \"transport snippet\" prints the lines that grant it."
                : String.join("\n", lines);
    }
}
