package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.libtransport.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and upgrades the tables at a database server. What was done of our own is noted in a table of our own. */
final class ServerSchema {

    private static final Logger log = LoggerFactory.getLogger(ServerSchema.class);

    private final Connection connection;
    private final Tables tables;
    private final String database;
    private final ServerTables kind;

    ServerSchema(Connection connection, Tables tables, String database, ServerTables kind) {
        this.connection = connection;
        this.tables = tables;
        this.database = database;
        this.kind = kind;
    }

    /** Leaves all tables in place and with all steps done, or throws. */
    void prepare() throws SQLException {
        inTransaction(() -> {
            refuseNewer(tables.dbVersion(), "ver", kind.version());
            refuseNewer(tables.schemaSteps(), "step", highestStep());
            for (List<String> statements : creation().values()) {
                for (String statement : statements) {
                    execute(statement);
                }
            }
            if (!has("SELECT 1 FROM " + tables.dbVersion())) {
                execute(versionRow());
            }
            checkColumns();
        });
        for (SchemaStep step : kind.steps()) {
            if (!isDone(step)) {
                take(step);
            }
        }
    }

    /** What is there, and what {@link #prepare} would do; nothing is changed. */
    SchemaState state() throws SQLException {
        refuseNewer(tables.dbVersion(), "ver", kind.version());
        refuseNewer(tables.schemaSteps(), "step", highestStep());
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : creation().entrySet()) {
            if (columns(table.getKey()).isEmpty()) {
                missing.addAll(table.getValue());
            }
        }
        boolean versionTable = !columns(tables.dbVersion()).isEmpty();
        int version = versionTable ? number("SELECT MAX(ver) FROM " + tables.dbVersion()) : 0;
        if (version == 0) {
            missing.add(versionRow());
        }
        List<SchemaState.Pending> pending = new ArrayList<>();
        if (!missing.isEmpty()) {
            pending.add(SchemaState.Pending.ofMissing(missing));
        }
        boolean stepTable = !columns(tables.schemaSteps()).isEmpty();
        for (SchemaStep step : kind.steps()) {
            if (!stepTable || !isDone(step)) {
                List<String> statements = new ArrayList<>(step.statements());
                statements.add(note(step));
                pending.add(new SchemaState.Pending(step.number(), step.purpose(), statements));
            }
        }
        return new SchemaState(!columns(tables.users()).isEmpty(), version, kind.version(), highestStep(), pending);
    }

    private Map<String, List<String>> creation() throws SQLException {
        Map<String, List<String>> creation = new LinkedHashMap<>(kind.creation());
        creation.put(
                tables.schemaSteps(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.schemaSteps() + " (step integer NOT NULL PRIMARY KEY)"));
        return creation;
    }

    private String versionRow() {
        return "INSERT INTO " + tables.dbVersion() + " (ver) VALUES (" + kind.version() + ")";
    }

    private String note(SchemaStep step) {
        return "INSERT INTO " + tables.schemaSteps() + " (step) VALUES (" + step.number() + ")";
    }

    private boolean isDone(SchemaStep step) throws SQLException {
        return has("SELECT 1 FROM " + tables.schemaSteps() + " WHERE step = " + step.number());
    }

    private int highestStep() throws SQLException {
        return kind.steps().stream().mapToInt(SchemaStep::number).max().orElse(0);
    }

    private void take(SchemaStep step) throws SQLException {
        log.info("Upgrading {}, step {}: {}", database, step.number(), step.purpose());
        // To change a large table takes as long as it takes.
        int patience = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        inTransaction(() -> {
            for (String statement : step.statements()) {
                log.debug("{}", statement);
                execute(statement);
            }
            execute(note(step));
        });
        connection.setNetworkTimeout(Runnable::run, patience);
    }

    private void refuseNewer(String table, String column, int known) throws SQLException {
        if (columns(table).contains(column)) {
            int version = number("SELECT MAX(" + column + ") FROM " + table);
            if (version > known) {
                throw new StorageException("Version " + version + " of " + database + " (table " + table
                        + ") was made by a newer release; this one knows versions up to " + known);
            }
        }
    }

    private void checkColumns() throws SQLException {
        for (String table : tables.columns().keySet()) {
            Set<String> missing = new TreeSet<>(tables.columns().get(table));
            missing.removeAll(columns(table));
            if (!missing.isEmpty()) {
                throw new StorageException("Table " + table + " of " + database + " is not ours: it has no column "
                        + String.join(", ", missing));
            }
        }
    }

    private Set<String> columns(String table) throws SQLException {
        Set<String> names = new TreeSet<>();
        String query = "SELECT LOWER(column_name) FROM information_schema.columns WHERE " + kind.inThisSchema()
                + " AND LOWER(table_name) = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table.toLowerCase(Locale.ROOT));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(String.valueOf(row.getString(1)));
                }
            }
        }
        return names;
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        if (!kind.transactional()) {
            work.run();
            return;
        }
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | StorageException e) {
            try {
                connection.rollback();
            } catch (SQLException rollback) {
                e.addSuppressed(rollback);
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean has(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    private int number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
