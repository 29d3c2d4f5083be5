/**
 * How a plugin is run: the link to the transport, one serial queue of calls for each user, and the queue of frames to the
 * transport. State of the link and the map of users belong to the link's event loop; author code runs on the call pool.
 * Nothing here is API.
 */
@NullMarked
package org.libtransport.plugin.internal;

import org.jspecify.annotations.NullMarked;
