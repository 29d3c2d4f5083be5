package org.libtransport.launcher.db;

import java.util.Optional;
import org.libtransport.storage.maintenance.Moved;
import org.libtransport.storage.maintenance.OnePerson;
import org.libtransport.storage.sql.Database;
import picocli.CommandLine.Command;

/** {@code transport db erase}. */
@Command(
        name = "erase",
        description = {
            "Removes one person with all contacts and settings from the database, all or nothing; backups keep what they"
                    + " have. Nobody tells the person, and the roster at the XMPP server stays as it is.",
            "Refused while the transport runs and the person is logged in."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 there is no such user or nothing was removed, 2 command line or config file wrong.",
            "",
            "Example: transport db erase --user romeo@montague.example etc/gateway.cfg"
        })
final class EraseCommand extends PersonTask {

    @Override
    boolean run(Database database, OnePerson person, boolean inUse) {
        Optional<Moved> erased = person.erase(inUse);
        erased.ifPresent(rows -> tell(rows, "removed"));
        return erased.isPresent();
    }
}
