/** The users: who is logged in, from the first presence to the last. State of one user is owned by that user's loop. */
@NullMarked
package org.libtransport.user;

import org.jspecify.annotations.NullMarked;
