import "@fontsource-variable/inter/wght.css";
import "./theme.css";
import "./base.css";
