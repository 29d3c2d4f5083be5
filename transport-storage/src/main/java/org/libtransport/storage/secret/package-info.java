/**
 * Passwords and tokens as they rest in a database: AES-256 in Galois/Counter Mode, bound to the user whose they are, and
 * the keys for that. Knows no database. Everything in here is immutable or may be used by any thread.
 */
@NullMarked
package org.libtransport.storage.secret;

import org.jspecify.annotations.NullMarked;
