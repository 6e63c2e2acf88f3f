"""The websites that customers write from: who may embed the widget, its look, office hours and pre-chat form."""
