/** Messages between a user and contacts, translated both ways. State is owned by the user's loop. */
@NullMarked
package org.libtransport.conversation;

import org.jspecify.annotations.NullMarked;
