/** What a new installation needs: a config file, the XMPP server's side of it, and completion for the shell. */
@NullMarked
package org.libtransport.launcher.setup;

import org.jspecify.annotations.NullMarked;
