package dev.connectorkit.console.api;

/** One operation of the API. A refusal is thrown. */
interface ApiOperation {
  ApiAnswer answer(ApiRequest request);
}
