package org.libtransport.launcher.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.launcher.DatabaseConfig;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.SchemaState;

/** Whether the database is there and has the right tables. */
final class DatabaseChecks {

    private static final String WHAT = "database";

    private DatabaseChecks() {}

    static List<Finding> look(Config config) {
        String type = config.get(Options.DATABASE_TYPE);
        if (type.equals("none")) {
            return List.of(Finding.warn(
                    WHAT,
                    "nothing is kept: users have to register again after each restart",
                    "set database.type to sqlite3, mysql or pq"));
        }
        if (type.startsWith("sqlite")) {
            Path file = config.get(Options.SERVICE_WORKING_DIR)
                    .toAbsolutePath()
                    .resolve(config.get(Options.DATABASE_DATABASE));
            if (!Files.exists(file)) {
                Path there = Premises.existing(file);
                return List.of(
                        Files.isDirectory(there)
                                ? Finding.ok(WHAT, file + " will be made at the first start")
                                : Finding.fail(WHAT, there + " is no directory", "change database.database"));
            }
        }
        try (Database database = Database.connect(DatabaseConfig.of(config))) {
            SchemaState schema = database.schema();
            if (!schema.exists()) {
                return List.of(
                        Finding.ok(WHAT, database.describe() + " answers; its tables will be made at the start"));
            }
            if (!hasUsers(database)) {
                return List.of(Finding.fail(
                        WHAT,
                        "the table " + database.tables().users() + " in " + database.describe()
                                + " is none of Spectrum 2",
                        "use a database of its own, or set database.prefix"));
            }
            if (!schema.pending().isEmpty()) {
                return List.of(Finding.warn(
                        WHAT,
                        database.describe() + " has tables of an older version, which the start brings up to date",
                        "transport db backup first, so that you can go back"));
            }
            database.requireTables();
            return List.of(Finding.ok(WHAT, database.describe() + " answers and has the right tables"));
        } catch (StorageException e) {
            return List.of(Finding.fail(WHAT, String.valueOf(e.getMessage()), cure(type)));
        }
    }

    private static boolean hasUsers(Database database) {
        String query = "SELECT id, jid, uin, password FROM " + database.tables().users() + " WHERE 1 = 0";
        try (PreparedStatement statement = database.connection().prepareStatement(query)) {
            statement.executeQuery();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static String cure(String type) {
        return type.startsWith("sqlite")
                ? "look at database.database and at who owns the file"
                : "look at database.server, port, user, password and database, and at what this user is allowed to";
    }
}
