/** What a transport remembers of its users, as ports that a database or memory implements. */
@NullMarked
package org.libtransport.storage;

import org.jspecify.annotations.NullMarked;
