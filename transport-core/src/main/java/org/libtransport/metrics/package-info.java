/** What is counted, as a port. */
@NullMarked
package org.libtransport.metrics;

import org.jspecify.annotations.NullMarked;
