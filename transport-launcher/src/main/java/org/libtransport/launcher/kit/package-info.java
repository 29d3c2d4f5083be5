/**
 * The conformance kit, {@code transport backend check}: plays its scenes against one backend and says of each capability
 * whether it works. See {@code docs/backend-kit.md}.
 */
@NullMarked
package org.libtransport.launcher.kit;

import org.jspecify.annotations.NullMarked;
