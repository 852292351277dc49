/** Stands in for Vaadin's development telemetry: nothing is collected and nothing is sent. */
export const usageStatistics = (): void => {};
