package org.libtransport.launcher.setup;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Options;
import picocli.CommandLine.Option;

/** Where users are to be stored, as the command line and whoever types say it. */
final class DatabaseAnswers {

    private static final String SQLITE = "sqlite3";
    private static final String NONE = "none";

    @Option(names = "--database", paramLabel = "TYPE", description = "sqlite3, mysql (MariaDB too), pqxx or none.")
    private @Nullable String type;

    @Option(names = "--database-name", paramLabel = "NAME", description = "The file of SQLite, else the database.")
    private @Nullable String name;

    @Option(names = "--database-server", paramLabel = "HOST", description = "The host of the database server.")
    private @Nullable String server;

    @Option(names = "--database-user", paramLabel = "NAME", description = "The user name for the database server.")
    private @Nullable String user;

    @Option(names = "--database-password", paramLabel = "SECRET", description = "The password for the database server.")
    private @Nullable String password;

    /** @param directory where the transport keeps its files, if not at the usual place */
    void ask(Questions questions, @Nullable String directory, Map<org.libtransport.config.Option<?>, String> answers) {
        String chosen = questions.ask(
                Options.DATABASE_TYPE,
                "Database: sqlite3, mysql (MariaDB too), pqxx (PostgreSQL) or none",
                type,
                SQLITE);
        answers.put(Options.DATABASE_TYPE, chosen);
        if (chosen.equals(SQLITE)) {
            String file = name == null && directory != null ? directory + "/$jid/database.sql" : name;
            if (file != null) {
                answers.put(Options.DATABASE_DATABASE, file);
            }
        } else if (!chosen.equals(NONE)) {
            answers.put(
                    Options.DATABASE_SERVER,
                    questions.ask(Options.DATABASE_SERVER, "Host of the database server", server, "localhost"));
            answers.put(
                    Options.DATABASE_DATABASE,
                    questions.ask(Options.DATABASE_DATABASE, "Name of the database", name, "spectrum2"));
            answers.put(
                    Options.DATABASE_USER,
                    questions.ask(Options.DATABASE_USER, "User name for the database", user, "spectrum2"));
            answers.put(
                    Options.DATABASE_PASSWORD,
                    questions.ask(Options.DATABASE_PASSWORD, "Password for the database", password, ""));
        }
    }
}
