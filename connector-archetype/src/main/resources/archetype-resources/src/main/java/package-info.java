/** Sign in with ${providerName}. */
package ${package};
