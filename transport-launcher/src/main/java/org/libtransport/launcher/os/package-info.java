/** What a server process does on a POSIX system and Java has no word for: who it runs as, detaching, telling systemd. */
@NullMarked
package org.libtransport.launcher.os;

import org.jspecify.annotations.NullMarked;
