/** Logging without a file of settings: made in code, because reading XML costs a tenth of the time a start may take. */
@NullMarked
package org.libtransport.launcher.logging;

import org.jspecify.annotations.NullMarked;
