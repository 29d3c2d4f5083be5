package org.libtransport.storage.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The tables at one kind of server, as the predecessor made them, and what we change about them. */
interface ServerTables {

    /** What makes each table, exactly as the predecessor would have; does no harm to one that is there. */
    Map<String, List<String>> creation() throws SQLException;

    /** The number in {@code db_version}; the predecessor writes it and never looks. */
    int version();

    /** Our own steps, by number. */
    List<SchemaStep> steps() throws SQLException;

    /** A condition on {@code information_schema.columns} for the schema that the connection works in. */
    String inThisSchema();

    /** Whether changes of tables belong to transactions. */
    boolean transactional();
}
