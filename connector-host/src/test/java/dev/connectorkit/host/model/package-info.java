/**
 * The whole life of sign-ins against a model of it: random events on real hosts with real plugin
 * jars, each outcome compared with what the model says must happen.
 */
package dev.connectorkit.host.model;
