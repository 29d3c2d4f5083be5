package org.libtransport.storage.sql;

import java.util.List;

/**
 * What we need beyond the tables of the predecessor, which go on fitting it afterwards. Done once, in the order of the
 * numbers; a step that was interrupted is done again from its beginning.
 *
 * @param number from 1 on; never changes
 * @param purpose for the administrator
 * @param statements each of which does no harm when it is done twice
 */
record SchemaStep(int number, String purpose, List<String> statements) {

    SchemaStep {
        statements = List.copyOf(statements);
    }
}
