/** vCards of one user's network: those asked for, and the user's own on its way there. State is owned by the user's loop. */
@NullMarked
package org.libtransport.vcard;

import org.jspecify.annotations.NullMarked;
