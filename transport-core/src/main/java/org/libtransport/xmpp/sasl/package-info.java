/**
 * How clients prove who they are: SASL (RFC 4422) as XMPP carries it (RFC 6120 section 6). Mechanisms only, without
 * streams: immutable values and functions for any thread.
 */
@NullMarked
package org.libtransport.xmpp.sasl;

import org.jspecify.annotations.NullMarked;
