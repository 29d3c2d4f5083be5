/** {@code transport config}: what options there are, and what a file makes of them. */
@NullMarked
package org.libtransport.launcher.config;

import org.jspecify.annotations.NullMarked;
