/**
 * What the author of a backend sees: implement {@link org.libtransport.plugin.NetworkPlugin} and {@link
 * org.libtransport.plugin.NetworkSession}, run them with {@link org.libtransport.plugin.PluginRunner}. The same plugin runs
 * as a process that the transport starts, as one that is started by hand, also on another machine, and inside the
 * transport's JVM.
 *
 * <p>Threads: everything the SDK calls for one user is called one after the other, on a pool where it may block; users are
 * served side by side. Everything the author calls is safe from any thread and never blocks.
 *
 * <p>This package knows the wire protocol and nothing else of the transport.
 */
@NullMarked
package org.libtransport.plugin;

import org.jspecify.annotations.NullMarked;
