/** What people read: sentences in their language. Administrators' texts (logs, commands, options) are English and not here. */
@NullMarked
package org.libtransport.text;

import org.jspecify.annotations.NullMarked;
