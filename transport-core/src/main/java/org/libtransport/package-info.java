/**
 * {@link org.libtransport.Transport}: everything wired together. Only wiring lives here; the rooms below know nothing of
 * it.
 */
@NullMarked
package org.libtransport;

import org.jspecify.annotations.NullMarked;
