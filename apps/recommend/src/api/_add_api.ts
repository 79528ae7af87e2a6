import type { App } from "../app_env.ts";
import {
  addBasketRoutes,
  type BasketRouteParts,
} from "./_add_basket_routes.ts";
import { addItemRoutes } from "./_add_item_routes.ts";
import { addModelRoute } from "./_add_model_route.ts";
import { addStateRoutes, type StateRouteParts } from "./_add_state_routes.ts";

/** Adds the JSON API to an app. */
export function addApi(
  app: App,
  parts: BasketRouteParts & StateRouteParts,
): void {
  addItemRoutes(app, parts.desk);
  addBasketRoutes(app, parts);
  addModelRoute(app, parts.desk);
  addStateRoutes(app, parts);
}
