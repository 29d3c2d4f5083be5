/** The pool of backends: processes, the links to them, and which user sits on which. */
@NullMarked
package org.libtransport.backend;

import org.jspecify.annotations.NullMarked;
