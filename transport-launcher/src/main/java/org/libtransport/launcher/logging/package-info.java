/**
 * Where the process logs: readable lines on the error output, made in code because reading XML costs a tenth of the time a
 * start may take; or what a log4cxx property file or a Logback file says.
 */
@NullMarked
package org.libtransport.launcher.logging;

import org.jspecify.annotations.NullMarked;
