/**
 * What administrators ask and tell a running transport: one registry of commands and variables, spoken by chat, by QUERY
 * frames and by ad-hoc commands (XEP-0050).
 */
@NullMarked
package org.libtransport.admin;

import org.jspecify.annotations.NullMarked;
