package org.libtransport.launcher.db;

import java.io.IOException;
import java.util.Locale;
import org.libtransport.config.Config;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.RunningTransports;
import org.libtransport.storage.maintenance.OnePerson;
import org.libtransport.storage.sql.Database;
import org.libtransport.xmpp.jid.Jid;
import picocli.CommandLine.Option;

/** A command about one person. */
abstract class PersonTask extends DatabaseTask {

    @Option(names = "--user", required = true, paramLabel = "JID", description = "The person's JID on XMPP.")
    private String user = "";

    private boolean running;

    @Override
    int run(Config config) throws IOException {
        running = RunningTransports.isRunning(config);
        return super.run(config);
    }

    @Override
    final int run(Database database) throws IOException {
        // As it is stored, and as it is typed: an old database may have names that are no JIDs.
        for (String jid : new String[] {normalised(), user}) {
            if (run(database, new OnePerson(database, jid), running || database.isInUse())) {
                return ExitCode.OK;
            }
        }
        errors().println("transport: " + database.describe() + " has no user " + user);
        return ExitCode.FAILED;
    }

    private String normalised() {
        try {
            return Jid.parse(user).bare().toString();
        } catch (IllegalArgumentException e) {
            return user.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Does the work.
     *
     * @param inUse whether a transport runs
     * @return whether there is such a person
     */
    abstract boolean run(Database database, OnePerson person, boolean inUse) throws IOException;
}
