/**
 * The transport's storage on SQL databases: one implementation, with what differs between databases in a small dialect.
 * Everything here blocks and is used by the thread of a {@link org.libtransport.storage.WriteBehindStorage}.
 */
@NullMarked
package org.libtransport.storage.sql;

import org.jspecify.annotations.NullMarked;
