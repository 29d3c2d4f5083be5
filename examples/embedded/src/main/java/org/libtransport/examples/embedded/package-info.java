/** A transport inside a program of one's own, with {@code transport-core} as the only dependency. */
@NullMarked
package org.libtransport.examples.embedded;

import org.jspecify.annotations.NullMarked;
