/**
 * What an administrator does with a database: look at it, check it, back it up, move it, and answer what is known of one
 * person. Works on every kind of database in the same way. Everything blocks; one thread at a time.
 */
@NullMarked
package org.libtransport.storage.maintenance;

import org.jspecify.annotations.NullMarked;
