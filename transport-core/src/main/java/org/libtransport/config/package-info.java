/**
 * The config file as typed values: one table of options ({@link org.libtransport.config.Options}), a reader of the old
 * program's file format, and mistakes as values that name file, line, option and what would be accepted.
 *
 * <p>All types are immutable and safe on any thread. Nothing here looks at the world: whether a file named by an option
 * exists is asked by who opens it.
 */
@NullMarked
package org.libtransport.config;

import org.jspecify.annotations.NullMarked;
