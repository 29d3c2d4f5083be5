package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** What is the same at every database server. */
abstract class ServerDialect implements SqlDialect {

    private final String description;

    /** @param description the database in words for people */
    ServerDialect(String description) {
        this.description = description;
    }

    static String describe(String kind, DatabaseSettings settings) {
        return kind + settings.database() + " at " + settings.server().address();
    }

    /** The tables of this kind of server. */
    abstract ServerTables tables(Connection connection, Tables tables);

    @Override
    public final void prepare(Connection connection, Tables tables) throws SQLException {
        new ServerSchema(connection, tables, description, tables(connection, tables)).prepare();
    }

    @Override
    public final SchemaState schema(Connection connection, Tables tables) throws SQLException {
        return new ServerSchema(connection, tables, description, tables(connection, tables)).state();
    }

    @Override
    public final String describe() {
        return description;
    }

    @Override
    public final String now() {
        return "NOW()";
    }

    @Override
    public final boolean numbersUsers() {
        return true;
    }

    @Override
    public final boolean isTemporary(SQLException failure) {
        return ServerFailures.isTemporary(failure);
    }

    @Override
    public final String explain(SQLException failure) {
        return ServerFailures.explain(failure);
    }
}
