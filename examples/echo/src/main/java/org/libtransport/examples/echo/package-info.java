/** The smallest useful backend, to start one's own from: contacts that say back what they are told. */
@NullMarked
package org.libtransport.examples.echo;

import org.jspecify.annotations.NullMarked;
