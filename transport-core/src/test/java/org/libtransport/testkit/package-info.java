/** Helpers for tests of the transport, for us and for those who build on it: scripted peers, virtual time, recorders. */
@NullMarked
package org.libtransport.testkit;

import org.jspecify.annotations.NullMarked;
