/** Errors as values: what happened, what the user is told, whether trying again makes sense. */
@NullMarked
package org.libtransport.failure;

import org.jspecify.annotations.NullMarked;
