/**
 * The transport's end of a backend's connection, played by a script or by hand: starts one backend as the transport
 * would, and gives the frames of both directions to who plays. Knows nothing of XMPP.
 */
@NullMarked
package org.libtransport.launcher.peer;

import org.jspecify.annotations.NullMarked;
