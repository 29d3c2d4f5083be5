/** What a good administrator would look at before the first start, and when something is wrong. Changes nothing. */
@NullMarked
package org.libtransport.launcher.check;

import org.jspecify.annotations.NullMarked;
